package io.crvsbridge.e2e;

class RequestOnH2IT extends RequestScenarios {

    RequestOnH2IT() {
        super(Benches.H2);
    }
}
