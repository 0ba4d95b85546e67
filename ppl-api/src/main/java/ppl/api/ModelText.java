package ppl.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import ppl.api.inference.Coord;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.text.TextForm;
import ppl.graph.text.TextFormatException;
import ppl.graph.text.Tokens;

/**
 * A model as text: its dims, a line for each of its variables, and then the graph. Each variable takes the next output of the graph, and one
 * that is observed the next two, its node and its value, or three: a bool for each element says whether it is missing.
 */
final class ModelText {

    private static final int VERSION = 3;
    private static final int WITHOUT_POLICY = 2;
    private static final int WITHOUT_MISSING = 1;
    private static final String FIRST = "ppl model ";
    private static final String END = "\nend\n";

    private ModelText() {}

    static String write(Model model) {
        StringBuilder out = new StringBuilder(FIRST).append(version(model)).append('\n');
        if (model.missingPolicy() == MissingPolicy.REFUSE) {
            out.append("missing refuse\n");
        }
        List<Var> outputs = new ArrayList<>();
        for (Dim dim : model.dims()) {
            out.append("dim ").append(Tokens.quote(dim.name()));
            labels(dim.coord(), out);
        }
        model.free().forEach(v -> line("sample", v.name(), v.dims(), out, outputs, v.node()));
        model.summed().forEach(v -> line("marginalize", v.name(), v.dims(), out, outputs, v.node()));
        for (Model.Observed v : model.observed()) {
            if (v.missing() == null) {
                line("observe", v.name(), v.dims(), out, outputs, v.node(), Var.constant(v.value()));
            } else {
                Var[] nodes = {v.node(), Var.constant(v.value()), Var.constant(v.missing())};
                line("observePartly", v.name(), v.dims(), out, outputs, nodes);
            }
        }
        model.deterministics().forEach(v -> line("deterministic", v.name(), v.dims(), out, outputs, v.node()));
        model.potentials().forEach(v -> line("potential", v.name(), List.of(), out, outputs, v.node()));
        model.data().forEach(v -> line("data", v.name(), v.dims(), out, outputs, v.node()));
        return out + "end\n" + TextForm.present().write(new Graph(inputs(outputs), outputs));
    }

    /** Readers before missing values came about read what has none, and those before policies what has the usual one. */
    private static int version(Model model) {
        if (model.missingPolicy() == MissingPolicy.REFUSE) {
            return VERSION;
        }
        return model.observed().stream().allMatch(o -> o.missing() == null) ? WITHOUT_MISSING : WITHOUT_POLICY;
    }

    private static List<Var> inputs(List<Var> outputs) {
        return Graph.of(outputs.toArray(Var[]::new)).inputs();
    }

    private static void line(
            String role, String name, List<Dim> dims, StringBuilder out, List<Var> outputs, Var... nodes) {
        out.append(role).append(' ').append(Tokens.quote(name));
        dims.forEach(d -> out.append(' ').append(Tokens.quote(d.name())));
        out.append('\n');
        Collections.addAll(outputs, nodes);
    }

    private static void labels(Coord coord, StringBuilder out) {
        if (coord.equals(Coord.range(coord.size()))) {
            out.append(" range ").append(coord.size()).append('\n');
            return;
        }
        out.append(
                switch (coord) {
                    case Coord.Longs _ -> " integers";
                    case Coord.Doubles _ -> " numbers";
                    case Coord.Strings _ -> " strings";
                });
        for (int i = 0; i < coord.size(); i++) {
            out.append(' ');
            switch (coord.value(i)) {
                case Double number -> out.append(Tokens.write(number));
                case String text -> out.append(Tokens.quote(text));
                case Object integer -> out.append(integer);
            }
        }
        out.append('\n');
    }

    static Model read(String text) throws TextFormatException {
        int end = text.indexOf(END);
        if (!text.startsWith(FIRST) || end < 0) {
            throw new TextFormatException(
                    1,
                    "this is no model: the first line of one is '" + FIRST + VERSION
                            + "', and a line 'end' comes before its graph",
                    null);
        }
        List<String> lines = text.substring(0, end).lines().toList();
        ModelLines reader = new ModelLines(lines, VERSION);
        Graph graph;
        try {
            graph = TextForm.present().read(text.substring(end + END.length()));
        } catch (TextFormatException e) {
            throw e.after(lines.size() + 1);
        }
        return reader.model(graph);
    }
}
