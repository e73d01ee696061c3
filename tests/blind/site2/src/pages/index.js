import React from 'react';
import Link from '@docusaurus/Link';
import Layout from '@theme/Layout';

export default function Home() {
  return (
    <Layout title="Galehut" description="Weather stations that pupils build">
      <main className="container margin-vert--lg">
        <h1>Weather stations that pupils build</h1>
        <p>
          <Link to="/docs/">Read the docs</Link> or{' '}
          <Link to="/blog">see what schools write</Link>.
        </p>
      </main>
    </Layout>
  );
}
