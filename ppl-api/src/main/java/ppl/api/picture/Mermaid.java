package ppl.api.picture;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import ppl.api.Model;

/**
 * A model as a flowchart in the language of Mermaid, which Markdown on many sites draws: random variables have round ends, observed ones are shaded,
 * computed ones are boxes, data cylinders, potentials hexagons, and a plate is a frame with its label.
 */
public final class Mermaid {

    /** What would end a label, or be taken for markup in one. */
    private static final String SPECIAL = "\"<>&#`\\";

    private Mermaid() {}

    /** The text of a code block {@code mermaid}. */
    public static String of(Model model) {
        Diagram diagram = Diagram.of(model);
        StringBuilder out = new StringBuilder("flowchart TD\n");
        int number = 0;
        for (Map.Entry<String, List<Integer>> plate : diagram.plates().entrySet()) {
            boolean framed = !plate.getKey().isEmpty();
            String margin = framed ? "    " : "  ";
            if (framed) {
                out.append("  subgraph p").append(number++);
                out.append("[\"").append(escaped(plate.getKey())).append("\"]\n");
            }
            plate.getValue().forEach(i -> out.append(margin)
                    .append(node(i, diagram.nodes().get(i))));
            out.append(framed ? "  end\n" : "");
        }
        diagram.arrows().forEach(a -> out.append("  n")
                .append(a.from())
                .append(" --> n")
                .append(a.to())
                .append('\n'));
        return out.append("  classDef observed fill:#d3d3d3\n")
                .append("  classDef summed stroke-dasharray:5\n")
                .toString();
    }

    private static String node(int position, Diagram.Node node) {
        String label = "\"" + escaped(node.name()) + "<br/>~<br/>" + escaped(node.law()) + "\"";
        return "n" + position
                + switch (node.kind()) {
                    case FREE -> "([" + label + "])";
                    case SUMMED -> "([" + label + "]):::summed";
                    case OBSERVED -> "([" + label + "]):::observed";
                    case DETERMINISTIC -> "[" + label + "]";
                    case DATA -> "[(" + label + ")]";
                    case POTENTIAL -> "{{" + label + "}}";
                }
                + "\n";
    }

    /** Characters that mean something are written by their numbers. */
    private static String escaped(String text) {
        return text.codePoints()
                .mapToObj(c ->
                        SPECIAL.indexOf(c) >= 0 || Character.isISOControl(c) ? "#" + c + ";" : Character.toString(c))
                .collect(Collectors.joining());
    }
}
