export default function Home() {
  return <main id="home">Home</main>;
}
