/**
 * The country pack: rules, field mapping and formats as data. A pack is a folder of YAML files with CEL expressions,
 * compiled and checked as a whole before it serves.
 */
package io.crvsbridge.country;
