/** Seals tokens and declarations at rest with AES-256-GCM. Keys have ids, so that what an older key sealed stays readable after a rotation. */
package io.crvsbridge.vault;
