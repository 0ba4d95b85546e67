package ppl.graph.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Text of which only the SHA-256 is kept. */
final class Digest implements Appendable {

    private final MessageDigest digest;

    Digest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public Digest append(CharSequence text) {
        digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return this;
    }

    @Override
    public Digest append(CharSequence text, int start, int end) {
        return append(text.subSequence(start, end));
    }

    @Override
    public Digest append(char c) {
        return append(String.valueOf(c));
    }

    byte[] value() {
        return digest.digest();
    }
}
