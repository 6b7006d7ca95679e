#include <curl/curl.h>
#include <libpq-fe.h>
#include <stdio.h>

/* Fetches a page, and says how it would be kept. The libraries came with the -dev packages alone. */
int main(int count, char **words) {
    CURL *transfer = curl_easy_init();
    if (!transfer || count < 2) return 2;
    curl_easy_setopt(transfer, CURLOPT_URL, words[1]);
    CURLcode code = curl_easy_perform(transfer);
    curl_easy_cleanup(transfer);
    printf("%s, libpq %d\n", curl_easy_strerror(code), PQlibVersion());
    return code != CURLE_OK;
}
