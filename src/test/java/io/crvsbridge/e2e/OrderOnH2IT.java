package io.crvsbridge.e2e;

class OrderOnH2IT extends OrderScenarios {

    OrderOnH2IT() {
        super(Benches.H2);
    }
}
