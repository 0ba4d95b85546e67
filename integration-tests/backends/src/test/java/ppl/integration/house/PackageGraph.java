package ppl.integration.house;

import java.lang.classfile.ClassModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which packages name which, as the compiled classes have it.
 *
 * @param arrows package ─► package ─► one class of the first that names one of the second, and which
 */
record PackageGraph(SortedMap<String, SortedMap<String, String>> arrows) {

    /** The packages of some classes, and the arrows between them. */
    static PackageGraph of(Collection<ClassModel> classes) {
        SortedMap<String, SortedMap<String, String>> arrows = new TreeMap<>();
        classes.forEach(type -> arrows.computeIfAbsent(packageOf(ClassReferences.nameOf(type)), _ -> new TreeMap<>()));
        for (ClassModel type : classes) {
            String name = ClassReferences.nameOf(type);
            for (String other : ClassReferences.of(type)) {
                if (arrows.containsKey(packageOf(other)) && !packageOf(other).equals(packageOf(name))) {
                    arrows.get(packageOf(name)).putIfAbsent(packageOf(other), simple(name) + " ─► " + simple(other));
                }
            }
        }
        return new PackageGraph(arrows);
    }

    /** The largest sets of packages of which each reaches each other. */
    List<SortedSet<String>> circles() {
        SortedMap<String, SortedSet<String>> reached = new TreeMap<>();
        arrows.keySet().forEach(from -> reached.put(from, reachedFrom(from)));
        List<SortedSet<String>> circles = new ArrayList<>();
        for (String one : arrows.keySet()) {
            SortedSet<String> circle = new TreeSet<>(reached.get(one));
            circle.removeIf(other -> !reached.get(other).contains(one));
            if (!circle.isEmpty() && circle.first().equals(one)) {
                circles.add(circle);
            }
        }
        return circles;
    }

    /** Each arrow of a circle with its example, a line each. */
    List<String> explain(SortedSet<String> circle) {
        List<String> lines = new ArrayList<>();
        for (String from : circle) {
            arrows.get(from).forEach((to, example) -> {
                if (circle.contains(to)) {
                    lines.add("  " + from + " ─► " + to + ", since " + example);
                }
            });
        }
        return lines;
    }

    private SortedSet<String> reachedFrom(String start) {
        SortedSet<String> reached = new TreeSet<>();
        List<String> open = new ArrayList<>(List.of(start));
        while (!open.isEmpty()) {
            for (String next : arrows.get(open.removeLast()).keySet()) {
                if (reached.add(next)) {
                    open.add(next);
                }
            }
        }
        return reached;
    }

    private static String packageOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    }
}
