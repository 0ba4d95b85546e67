package ppl.api.store;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** The elements of a dataset, row-major, in the one form that their type needs. */
@SuppressWarnings("ArrayRecordComponent") // Seen by this package only, never compared.
sealed interface Values {
    /** Integers; those of 64 bits without a sign as their bits. */
    record Longs(long[] values) implements Values {}

    /** Reals, and integers that have become such. */
    record Doubles(double[] values) implements Values {}

    /** Truth values. */
    record Flags(boolean[] values) implements Values {}

    /** Texts of any length. */
    record Texts(List<String> values) implements Values {}

    /**
     * Texts of one length in bytes, in an encoding that the attributes tell.
     *
     * @param bytes all texts, one after another
     * @param width bytes of one text
     * @param spaces whether they are filled up with spaces
     */
    record Characters(byte[] bytes, int width, boolean spaces) implements Values {
        /** The last dim of single characters read as texts of that length. */
        Characters joined(int length) {
            return new Characters(bytes, width * length, spaces);
        }

        Texts decode(Charset charset) {
            List<String> texts = new ArrayList<>();
            for (int at = 0; width > 0 && at + width <= bytes.length; at += width) {
                int length = 0;
                while (length < width && bytes[at + length] != 0) {
                    length++;
                }
                while (spaces && length > 0 && bytes[at + length - 1] == ' ') {
                    length--;
                }
                texts.add(new String(bytes, at, length, charset));
            }
            return new Texts(texts);
        }
    }
}
