/** Core's event document: read strictly, its pending action found, its declaration aggregated exactly as Core does. */
package io.crvsbridge.document;
