import React from 'react';

export default function StationCard({name, place, since}) {
  return (
    <div className="card margin-bottom--md">
      <div className="card__header">
        <strong>{name}</strong>
      </div>
      <div className="card__body">
        {place}, since {since}
      </div>
    </div>
  );
}
