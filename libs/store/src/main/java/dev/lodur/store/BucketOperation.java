package dev.lodur.store;

/** The requests that a bucket is asked, told apart as far as they differ in price or purpose. */
public enum BucketOperation {
    PUT(RequestClass.A),
    LIST(RequestClass.A),
    GET(RequestClass.B),
    /** A get that is answered without bytes where nothing has changed. */
    GET_IF_CHANGED(RequestClass.B),
    GET_RANGE(RequestClass.B),
    HEAD(RequestClass.B),
    DELETE(RequestClass.FREE);

    private final RequestClass requestClass;

    BucketOperation(RequestClass requestClass) {
        this.requestClass = requestClass;
    }

    public RequestClass requestClass() {
        return requestClass;
    }
}
