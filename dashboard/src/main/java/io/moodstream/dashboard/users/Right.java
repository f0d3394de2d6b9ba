package io.moodstream.dashboard.users;

import io.javalin.security.RouteRole;

/** What a call needs; each route names exactly one. */
public enum Right implements RouteRole {
  /** Nothing: health, the page's files, the sign-in. */
  NONE,
  /** To see the cameras, their pictures, their statistics of the last two hours, the models. */
  VIEW,
  /** Statistics of any time. */
  HISTORY,
  /** To change cameras and alerts, and to be a camera. */
  OPERATE,
  /** To change models and trainings. */
  MODELS,
  /** To read the audit, to see and end the sessions of others, to erase. */
  PRIVACY
}
