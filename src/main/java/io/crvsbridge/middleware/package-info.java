/** The door for country configs that speak to the reference middleware: its paths, bodies and answers. What they hand over becomes an action like Core's own. */
package io.crvsbridge.middleware;
