/** The credential: opened with our partner key, proved by its signature. Only what the signature covers is believed. */
package io.crvsbridge.credential;
