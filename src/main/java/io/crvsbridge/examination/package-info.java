/** What the national ID system says of the people of a declaration, asked for before a rule's verdict is told. */
package io.crvsbridge.examination;
