/** Sign-in with an OpenID Connect provider: authorization code flow with PKCE. */
@NullMarked
package io.moodstream.dashboard.oidc;

import org.jspecify.annotations.NullMarked;
