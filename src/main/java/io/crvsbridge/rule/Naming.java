package io.crvsbridge.rule;

/** Whether rules speak of an action; of CUSTOM only together with the custom action's name. */
public enum Naming { NAMED, NOT_NAMED, BY_CUSTOM_TYPE }
