/**
 * The country pack: rules, field mapping and formats as data. A pack is a folder of YAML files with CEL expressions,
 * compiled and checked as a whole before it serves. The language of the expressions is the room {@code expression}.
 */
package io.crvsbridge.country;
