package main

import (
	"fmt"
	"log"
	"net/http"
)

func main() {
	http.HandleFunc("/", func(response http.ResponseWriter, request *http.Request) {
		fmt.Fprintf(response, "hello %s\n", request.URL.Path)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
