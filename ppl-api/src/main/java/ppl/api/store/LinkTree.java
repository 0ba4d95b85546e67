package ppl.api.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The groups of a file and the objects that their links lead to, also by way of other groups; each group is read once. */
final class LinkTree {
    private static final int MOST_STEPS = 64;

    private final HdfInput in;
    private final ObjectHeader root;
    private final Map<Long, Map<String, GroupLinks.Link>> known = new HashMap<>();

    LinkTree(HdfInput in, ObjectHeader root) {
        this.in = in;
        this.root = root;
    }

    /** The links of a group. */
    Map<String, GroupLinks.Link> of(ObjectHeader group) throws IOException {
        Map<String, GroupLinks.Link> links = known.get(group.address());
        if (links == null) {
            links = GroupLinks.read(in, group);
            known.put(group.address(), links);
        }
        return links;
    }

    /**
     * The object that a link of a group leads to.
     *
     * <p><b>Errors.</b> A link that leads nowhere, in a circle or out of the file is not held.
     */
    ObjectHeader follow(ObjectHeader group, GroupLinks.Link link) throws IOException {
        ObjectHeader at = group;
        List<String> path = new ArrayList<>();
        GroupLinks.Link next = link;
        for (int step = 0; step < MOST_STEPS; step++) {
            switch (next) {
                case GroupLinks.Link.Hard(long address) -> at = ObjectHeader.read(in, address);
                case GroupLinks.Link.Soft(String target) -> {
                    at = target.startsWith("/") ? root : at;
                    path.addAll(0, List.of(target.split("/")));
                }
                case GroupLinks.Link.Elsewhere(String what) ->
                    throw new NotHeldException(group.address(), "it is " + what);
            }
            path.removeIf(name -> name.isEmpty() || name.equals("."));
            if (path.isEmpty()) {
                return at;
            }
            GroupLinks.Link found = GroupLinks.isGroup(at) ? of(at).get(path.removeFirst()) : null;
            if (found == null) {
                throw new NotHeldException(group.address(), "it is a link that leads nowhere");
            }
            next = found;
        }
        throw new NotHeldException(group.address(), "it is a link that leads in a circle");
    }
}
