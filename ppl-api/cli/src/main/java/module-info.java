import org.jspecify.annotations.NullMarked;

/** The command line: what inference gave, and what this machine can run. Programs that use the API do without it. */
@NullMarked
module ppl.api.cli {
    requires info.picocli;
    requires ppl.api;
    requires static org.jspecify;

    exports ppl.api.cli;

    // It fills in the arguments of the commands.
    opens ppl.api.cli to
            info.picocli;
}
