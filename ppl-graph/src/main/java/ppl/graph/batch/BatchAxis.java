package ppl.graph.batch;

/**
 * A new axis of an input. Inputs that have the same one are at the same position along it.
 *
 * @param place what tells it from others; of two axes the one of the lesser place is outside
 * @param size its length
 */
public record BatchAxis(int place, int size) implements Comparable<BatchAxis> {

    @Override
    public int compareTo(BatchAxis other) {
        return Integer.compare(place, other.place);
    }
}
