package ppl.api.picture;

import java.util.List;
import java.util.Map;
import ppl.api.Model;

/**
 * A model as a graph in the language of Graphviz, as PyMC draws models: random variables are ellipses, observed ones shaded, computed ones
 * boxes, data rounded boxes, potentials octagons, and a plate is a rounded frame with its label.
 */
public final class Dot {

    private Dot() {}

    /** The text, which {@code dot -Tsvg} draws. */
    public static String of(Model model) {
        Diagram diagram = Diagram.of(model);
        StringBuilder out = new StringBuilder("digraph {\n");
        int number = 0;
        for (Map.Entry<String, List<Integer>> plate : diagram.plates().entrySet()) {
            boolean framed = !plate.getKey().isEmpty();
            String margin = framed ? "    " : "  ";
            if (framed) {
                out.append("  subgraph cluster_").append(number++).append(" {\n");
                out.append("    label=").append(quoted(plate.getKey()));
                out.append(" labeljust=r labelloc=b style=rounded\n");
            }
            plate.getValue().forEach(i -> out.append(margin)
                    .append(node(i, diagram.nodes().get(i))));
            out.append(framed ? "  }\n" : "");
        }
        diagram.arrows().forEach(a -> out.append("  n")
                .append(a.from())
                .append(" -> n")
                .append(a.to())
                .append('\n'));
        return out.append("}\n").toString();
    }

    private static String node(int position, Diagram.Node node) {
        String look =
                switch (node.kind()) {
                    case FREE -> "shape=ellipse";
                    case SUMMED -> "shape=ellipse style=dashed";
                    case OBSERVED -> "shape=ellipse style=filled fillcolor=lightgray";
                    case DETERMINISTIC -> "shape=box";
                    case DATA -> "shape=box style=\"rounded,filled\" fillcolor=whitesmoke";
                    case POTENTIAL -> "shape=octagon style=filled fillcolor=lightgray";
                };
        return "n" + position + " [label=" + quoted(node.name() + "\n~\n" + node.law()) + " " + look + "]\n";
    }

    /** In a quoted string of the language a backslash begins an escape, of which a line break is one, and an ampersand an entity. */
    private static String quoted(String text) {
        return '"'
                + text.replace("&", "&amp;")
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\r", "")
                        .replace("\n", "\\n")
                + '"';
    }
}
