/** Whether a person is who the form says, asked of MOSIP's ID authentication (IDA). What is no yes is of four kinds, and none is taken for another. */
package io.crvsbridge.verification;
