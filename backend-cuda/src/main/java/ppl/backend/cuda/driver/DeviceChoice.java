package ppl.backend.cuda.driver;

import org.jspecify.annotations.Nullable;
import ppl.backend.spi.Availability;
import ppl.backend.spi.Availability.Available;
import ppl.backend.spi.Availability.Unavailable;

/**
 * Which device is used: that of an ordinal, or the first.
 *
 * @param wanted what the user has asked for; null if nothing
 */
public record DeviceChoice(@Nullable String wanted) {

    /** The system property that holds the ordinal of the device to use. */
    public static final String PROPERTY = "ppl.cuda.device";

    /** The system property that has a device used where it is expected to take less time: {@code true} or {@code false}. */
    public static final String BY_TIME = "ppl.cuda.choose";

    /** True if the property says so. */
    public static boolean isByTime() {
        return Boolean.getBoolean(BY_TIME);
    }

    /** When a device is used. */
    static String remark(boolean byTime) {
        return byTime
                ? "used where it is expected to take less time than the others, as " + BY_TIME + " says"
                : "nothing has been measured on a device yet, so it is used only if asked for by name, or by expected time"
                        + " with -D" + BY_TIME + "=true";
    }

    /** As the property says. */
    public static DeviceChoice here() {
        return new DeviceChoice(System.getProperty(PROPERTY));
    }

    /** The ordinal; -1 if what was asked for is no number. */
    public int ordinal() {
        if (wanted == null) {
            return 0;
        }
        try {
            return Math.max(-1, Integer.parseInt(wanted.strip()));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The device and why it is the one, or what there is instead. */
    Availability among(Devices devices, String remark) {
        if (devices.all().isEmpty()) {
            return new Unavailable("the NVIDIA driver reports no device");
        }
        int ordinal = ordinal();
        if (ordinal < 0 || ordinal >= devices.all().size()) {
            return new Unavailable("the property " + PROPERTY + " is '" + wanted
                    + "', which is not the number of a device; there are: " + devices.listed());
        }
        String chosen = wanted != null
                ? "device " + ordinal + ", as " + PROPERTY + " says"
                : devices.all().size() == 1
                        ? "the only device"
                        : "the first of " + devices.all().size() + " devices, choose by -D" + PROPERTY + ": "
                                + devices.listed();
        return new Available(devices.all().get(ordinal).toString(), devices.driver() + "; " + chosen + "; " + remark);
    }
}
