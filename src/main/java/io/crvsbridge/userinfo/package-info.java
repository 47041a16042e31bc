/** What the national ID system signed about people who authenticated themselves in a form: kept sealed until a packet carries it, then erased. */
package io.crvsbridge.userinfo;
