package ppl.backend.cuda.ptx;

import java.util.List;

/** Kernels that are loaded together. */
public record PtxModule(List<EntryPoint> entries) {

    /** Language version and machine: the oldest that have all that is used here, so that any later driver takes them. */
    private static final String HEADER = ".version 7.0\n.target sm_60\n.address_size 64\n\n";

    /** Copies the list. */
    public PtxModule {
        entries = List.copyOf(entries);
    }

    /** The text for the driver. Checked: it holds nothing that could give other bits than Java. */
    public String text() {
        StringBuilder text = new StringBuilder(HEADER);
        entries.forEach(e -> e.write(text));
        Lint.check(text.toString());
        return text.toString();
    }
}
