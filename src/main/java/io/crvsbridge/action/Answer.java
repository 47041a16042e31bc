package io.crvsbridge.action;

/**
 * What Core's trigger was answered; given again, byte for byte, whenever the trigger is repeated.
 *
 * @param status 200, 202 or 400
 * @param body   a JSON object
 */
public record Answer(int status, String body) {}
