package ppl.graph.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ppl.graph.Graph;
import ppl.graph.PplException;
import ppl.graph.Var;
import ppl.graph.random.StreamVersion;

/** The lines of a graph: head, nodes, inputs and outputs, where nodes were made. */
final class GraphLines {

    private static final String FIRST = "ppl graph ";
    private static final String ORIGINS = "\norigins\n";

    private GraphLines() {}

    static void write(Words words, Graph graph, Appendable out, boolean isRemarked) throws IOException {
        out.append(FIRST + FormatVersion.CURRENT + "\n");
        if (isRemarked) {
            out.append("stream " + StreamVersion.CURRENT + "\n");
        }
        NodeWriter nodes = new NodeWriter(words, out, isRemarked);
        List<Var> roots = new ArrayList<>(graph.inputs());
        roots.addAll(graph.outputs());
        nodes.nodes(roots);
        nodes.references("inputs", graph.inputs());
        nodes.references("outputs", graph.outputs());
        nodes.origins();
        out.append("end\n");
    }

    static Graph read(Words words, String text) throws TextFormatException {
        Lines lines = new Lines(text);
        try {
            return read(words, text, lines);
        } catch (PplException e) {
            throw new TextFormatException(lines.number(), String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw new TextFormatException(
                    lines.number(),
                    "what this line says cannot be made: " + e + "; the text is damaged, or was changed by hand",
                    e);
        }
    }

    private static Graph read(Words words, String text, Lines lines) throws TextFormatException {
        head(words, lines);
        Map<String, String> origins = origins(words, text);
        NodeReader nodes = new NodeReader(words, lines, origins);
        Scope scope = Scope.ofGraph();
        TermReader in = nodes.term(scope, nodes.nodes(scope, lines.next()));
        in.take("inputs");
        List<Var> inputs = NodeReader.references(in);
        TermReader last = nodes.term(scope, lines.next());
        last.take("outputs");
        Graph graph = new Graph(inputs, NodeReader.references(last));
        end(lines, scope, origins);
        return graph;
    }

    private static void head(Words words, Lines lines) throws TextFormatException {
        TermReader first = new TermReader(words, Scope.ofGraph(), lines.next(), lines.number());
        if (!first.takes(FIRST)) {
            throw first.fails("this is no graph: the first line of one is '" + FIRST + "' and a number");
        }
        FormatVersion.require(first, first.integer());
        first.end();
        TermReader second = new TermReader(words, Scope.ofGraph(), lines.next(), lines.number());
        second.take("stream ");
        second.integer();
        second.end();
    }

    /** Read before the nodes, which are made with them. */
    private static Map<String, String> origins(Words words, String text) throws TextFormatException {
        Map<String, String> origins = new HashMap<>();
        int at = text.lastIndexOf(ORIGINS);
        if (at < 0) {
            return origins;
        }
        int before = 1
                + (int) text.substring(0, at + 1).chars().filter(c -> c == '\n').count();
        Lines lines = new Lines(text.substring(at + ORIGINS.length()));
        for (String line = lines.next(); !line.equals("end"); line = lines.next()) {
            TermReader in = new TermReader(words, Scope.ofGraph(), line, before + lines.number());
            String place = in.quoted();
            while (!in.atEnd()) {
                in.take(" ");
                if (origins.put(in.id(), place) != null) {
                    throw in.fails("a node was made in one place, but two are given; the text is damaged");
                }
            }
        }
        return origins;
    }

    private static void end(Lines lines, Scope scope, Map<String, String> origins) throws TextFormatException {
        String line = lines.next();
        if (line.equals("origins")) {
            for (String id : origins.keySet()) {
                if (!scope.has(id)) {
                    throw lines.fails("there is no node '%" + id + "', which the lines that follow tell the origin of");
                }
            }
            do {
                line = lines.next();
            } while (!line.equals("end"));
        }
        if (!line.equals("end")) {
            throw lines.fails("'end' is missing here; the text is damaged");
        }
        lines.end();
    }
}
