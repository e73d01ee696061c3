import React from 'react';
import DefaultAdmonitionTypes from '@theme-original/Admonition/Types';

function LessonAdmonition(props) {
  return (
    <div className="lesson-box">
      <strong>{props.title ?? 'Lesson idea'}</strong>
      <div>{props.children}</div>
    </div>
  );
}

export default {
  ...DefaultAdmonitionTypes,
  lesson: LessonAdmonition,
};
