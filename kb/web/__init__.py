"""Pages and JSON: requests come in, what library and index say goes out; the only room that knows Flask.

In the order of flow; each imports only what stands above it, and neither of `pages` and `api` the other:

    settings     what may be set in the environment
    threads      who answers requests
    refusals     errors of requests that never reach the app
    channels     connections, and how long each may wait
    listening    sockets that accept them, and make room
    server       all of these
    context      the snapshot that a request works on, and what does not go as it should
    desks        the translators' desk of the content that is served
    watching     what the files of a folder are like, and when they have settled
    live         content that changes while it is served
    reader       the language of a request, and the strings of the interface in it
    parameters   what stands behind the question mark, checked
    queries      the address of what a query finds
    notes        where what is said of a query leads
    caching      pages that are made once
    responses    headers, and 304
    failures     errors as pages and as JSON
    retired      where an address that is no longer in use leads
    hits         what a hit is called, and where it leads
    tables       tables of the content, for narrow screens and for hits
    hyphens      long compounds that may break
    assets       styles, scripts, the picture
    frame        what stands around every page
    pages        one module a page
    api          the JSON API: its addresses, its objects
    site         what machines ask for
    app          all of it, as a Flask app
"""
