/**
 * A distribution, {@link com.example.amplitude.Rayleigh}, and a function, {@link com.example.amplitude.Hypot}, which models use beside
 * PPL's own; {@link com.example.amplitude.AmplitudeOfNormals} is the rule by which the function of two normal variables has the
 * distribution's density.
 */
package com.example.amplitude;
