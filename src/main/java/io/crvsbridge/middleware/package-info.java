/** The door for TypeScript country configs: the paths, bodies and answers of the reference middleware, which this server replaces. */
package io.crvsbridge.middleware;
