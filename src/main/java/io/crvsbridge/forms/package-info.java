/**
 * The fields that a country's form in OpenCRVS needs for the national ID system, made ready as its form definition wants them. What is offered where is the pack's
 * {@code forms.yaml}; how a version of OpenCRVS writes it is a template, which is data too.
 */
package io.crvsbridge.forms;
