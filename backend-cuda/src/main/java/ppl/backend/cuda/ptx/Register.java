package ppl.backend.cuda.ptx;

/** A register of a thread. There are as many as a kernel likes; the driver maps them to those of the machine. */
public record Register(Kind kind, int number) implements Operand {

    @Override
    public String text() {
        return "%" + kind.prefix() + number;
    }
}
