package ppl.api.inference;

import java.util.List;

/** Draws back variables that a run has summed out. */
public interface Recovery {

    /** The names of the variables. */
    List<String> names();

    /** A draw of each of some variables for each draw of the run; the same one whatever else is asked for. */
    Dataset recover(List<String> names);
}
