/** Whether a person is who the form says, asked of MOSIP's ID authentication (IDA). Its answers are four, and none is taken for another. */
package io.crvsbridge.verification;
