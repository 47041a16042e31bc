package io.crvsbridge.e2e;

class FaultOnH2IT extends FaultScenarios {

    FaultOnH2IT() {
        super(Benches.H2);
    }
}
