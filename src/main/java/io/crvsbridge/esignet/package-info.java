/** eSignet: in-form authentication by OpenID Connect; what it signed about a person is proved, mapped to form fields, and kept sealed until a packet carries it. */
package io.crvsbridge.esignet;
