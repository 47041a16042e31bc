/** What is sent to the national ID system about a record, made from its declaration, and whether that is fit to be sent. */
package io.crvsbridge.mapping;
