/** Value types that all rooms share. A class enters only when a third room needs it. */
package io.crvsbridge.kernel;
