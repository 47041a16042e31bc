/** YAML that people write, read strictly: no anchors, no repeated keys, bounded in size and depth, and every fault told with file, line and place. Depends on nothing. */
package io.crvsbridge.yaml;
