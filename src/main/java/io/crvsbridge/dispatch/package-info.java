/** The queue, the workers and the sweeper: moves actions along. Nobody depends on it. */
package io.crvsbridge.dispatch;
