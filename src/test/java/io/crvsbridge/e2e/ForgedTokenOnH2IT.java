package io.crvsbridge.e2e;

class ForgedTokenOnH2IT extends ForgedTokenScenarios {

    ForgedTokenOnH2IT() {
        super(Benches.H2);
    }
}
