package ppl.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;
import ppl.api.store.NetCdf;

/**
 * What a command reads: a file, or those of the chains of a run, called by the first of them. What was left out of it is told at
 * once, and a command that nothing is left for ends with the reasons instead of an empty table.
 */
record OpenedFile(Path path, InferenceData data) {
    static OpenedFile open(RunFiles run, PrintWriter err) throws IOException {
        InferenceData data = run.open();
        Path path = run.paths().getFirst();
        NetCdf.leftOut(data).forEach(line -> err.println(path + ": left out: " + line));
        return new OpenedFile(path, data);
    }

    /** The first of these groups that is there. */
    Group first(String purpose, Group... groups) throws IOException {
        for (Group group : groups) {
            if (data.contains(group)) {
                return group;
            }
        }
        List<String> wanted = new ArrayList<>();
        for (Group group : groups) {
            wanted.add(group.label());
        }
        throw nothing(
                purpose,
                List.of("there is no group " + String.join(" or ", wanted) + ", but: "
                        + (data.groups().isEmpty() ? "none" : data.groups().toString())));
    }

    /** Tells which variables of a group have no draws; where no other is left, that is an error. */
    void requireDraws(String purpose, Group group, PrintWriter err, List<String> filters) throws IOException {
        withoutDraws(purpose, group, filters)
                .forEach(reason -> err.println(path + ": not in " + purpose + ": " + group + ": " + reason));
    }

    /** Which variables of a group have no draws; where no other is left, that is an error. */
    List<String> withoutDraws(String purpose, Group group, List<String> filters) throws IOException {
        Dataset chosen = data.get(group).filter(filters.toArray(String[]::new));
        List<String> reasons = new ArrayList<>();
        for (Variable variable : chosen.variables()) {
            if (!variable.isSampled()) {
                reasons.add("'" + variable.name() + "' has dims " + variable.dims() + ", not chain and draw");
            } else if (variable.size() == 0) {
                reasons.add("'" + variable.name() + "' has no elements: " + variable);
            }
        }
        if (reasons.size() == chosen.names().size()) {
            if (chosen.names().isEmpty()) {
                reasons.add("group " + group + " has no variables");
            }
            throw nothing(purpose, reasons);
        }
        return reasons;
    }

    private IOException nothing(String purpose, List<String> reasons) {
        int leftOut = NetCdf.leftOut(data).size();
        return new IOException(path + ": nothing is left for " + purpose + ": " + String.join("; ", reasons)
                + (leftOut == 0 ? "" : "; " + leftOut + " left out, named above"));
    }
}
