package ppl.sampler.nuts.tree;

/**
 * A run of neighbouring states of a trajectory, reduced to what the turning criterion needs: the scaled momenta of its two ends and
 * the sum over all states. "Last" is the end at which the run grows. A run of one state has the same vector
 * in all three places.
 */
final class Segment {

    private static final double[] NONE = {};

    double[] first = NONE;
    double[] last = NONE;
    double[] sum = NONE;

    /** Inner products of the ends with themselves and with the sum, kept because the next merge asks for them. */
    double firstSquare;

    double lastSquare;
    double sumDotFirst;
    double sumDotLast;

    /** Becomes the run of one state. */
    void become(double[] momentum, double square) {
        first = momentum;
        last = momentum;
        sum = momentum;
        firstSquare = square;
        lastSquare = square;
        sumDotFirst = square;
        sumDotLast = square;
    }

    /** Becomes another run; the other must not be used any more. */
    void become(Segment other) {
        first = other.first;
        last = other.last;
        sum = other.sum;
        firstSquare = other.firstSquare;
        lastSquare = other.lastSquare;
        sumDotFirst = other.sumDotFirst;
        sumDotLast = other.sumDotLast;
    }

    boolean isSingle() {
        return first == last;
    }

    /** Turns the run around, so that it grows at its other end. */
    void reverse() {
        double[] vector = first;
        first = last;
        last = vector;
        double number = firstSquare;
        firstSquare = lastSquare;
        lastSquare = number;
        number = sumDotFirst;
        sumDotFirst = sumDotLast;
        sumDotLast = number;
    }

    /**
     * Appends the run that follows at the last end; the other must not be used any more. Vectors that nobody needs now
     * go back to {@code buffers}.
     *
     * @param turning the inner products between the two runs
     */
    void append(Segment next, Turning turning, Buffers buffers) {
        if (isSingle()) {
            double[] total = buffers.take();
            add(first, next.sum, total);
            sum = total;
        } else {
            add(sum, next.sum, sum);
            buffers.giveBack(last);
        }
        if (!next.isSingle()) {
            buffers.giveBack(next.sum);
            buffers.giveBack(next.first);
        }
        last = next.last;
        lastSquare = next.lastSquare;
        sumDotFirst = turning.sumDotFirst();
        sumDotLast = turning.sumDotLast();
    }

    private static void add(double[] a, double[] b, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] + b[i];
        }
    }
}
