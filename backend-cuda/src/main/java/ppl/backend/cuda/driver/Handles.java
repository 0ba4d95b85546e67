package ppl.backend.cuda.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Objects by number, from 1 on, for several threads. A number is given out again once its object is dropped. */
public final class Handles<T> {

    private final String what;
    private final List<@Nullable T> objects = new ArrayList<>();

    /**
     * None yet.
     *
     * @param what they are, for messages
     */
    public Handles(String what) {
        this.what = what;
    }

    /** Keeps an object; its number. */
    public synchronized long add(T object) {
        int free = objects.indexOf(null);
        if (free >= 0) {
            objects.set(free, object);
            return free + 1L;
        }
        objects.add(object);
        return objects.size();
    }

    /** The object of a number; {@link CudaCode#INVALID_HANDLE} if there is none. */
    public synchronized T get(long handle) {
        T object = handle < 1 || handle > objects.size() ? null : objects.get((int) handle - 1);
        if (object == null) {
            throw new CudaException(CudaCode.INVALID_HANDLE, "there is no " + what + " of the number " + handle);
        }
        return object;
    }

    /** The number of an object, which is compared by identity; {@link CudaCode#INVALID_HANDLE} if it is not kept. */
    public synchronized long numberOf(T object) {
        for (int i = 0; i < objects.size(); i++) {
            if (objects.get(i) == object) {
                return i + 1L;
            }
        }
        throw new CudaException(CudaCode.INVALID_HANDLE, "this " + what + " is not known");
    }

    /** How many are kept. */
    public synchronized int count() {
        return (int) objects.stream().filter(Objects::nonNull).count();
    }

    /** Drops an object. */
    public synchronized T remove(long handle) {
        T object = get(handle);
        objects.set((int) handle - 1, null);
        return object;
    }
}
