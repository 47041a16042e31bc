/**
 * The language in which a country writes its rules and mappings: CEL over typed form fields, with a few functions of
 * its own and a bound on everything that an author or a declaration could make expensive. It knows declarations, not
 * files: where an expression is written, and what follows from its value, is the business of its caller. Depends on
 * the kernel alone.
 */
package io.crvsbridge.expression;
