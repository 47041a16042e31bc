package io.crvsbridge.credential;

import com.apicatalog.rdf.api.RdfQuadConsumer;
import com.apicatalog.rdf.nquads.NQuadsWriter;

/** One RDF statement of a credential; a literal object has a datatype, a null graph is the default graph. */
record Statement(String subject, String predicate, String object, String datatype, String language, String direction,
        String graph) {

    private static final String XSD = "http://www.w3.org/2001/XMLSchema#";

    boolean isLiteral() {
        return RdfQuadConsumer.isLiteral(datatype, language, direction);
    }

    /** Text, or a whole number, which some issuers write for an identifier. */
    boolean isPlainValue() {
        return isLiteral() && language == null && direction == null
                && (datatype == null || datatype.equals(XSD + "string") || datatype.equals(XSD + "integer"));
    }

    /** Said by the document itself, and not within a graph that it only carries. */
    boolean isAsserted() {
        return graph == null;
    }

    String nquad() {
        return NQuadsWriter.nquad(subject, predicate, object, datatype, language, direction, graph);
    }

    @Override
    public String toString() {
        return "Statement[" + predicate + "]";
    }
}
