package httpapi

import (
	"bytes"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"huiyin/runtime"
)

// Body limits, in bytes. Uploads have their own limit per file.
const (
	maxJSON = 1 << 20
	maxBody = runtime.MaxUpload + 1<<20
)

// bulky are the ends of the addresses that take files and packages.
var bulky = [][]byte{[]byte("/files"), []byte("/import")}

// limitBody says, before any of it is read, how long the body of a request may be: what says it is longer is refused at
// once, and what says nothing is read no further than this.
func limitBody(head *fasthttp.RequestHeader) fasthttp.RequestConfig {
	path, _, _ := bytes.Cut(head.RequestURI(), []byte("?"))
	for _, end := range bulky {
		if bytes.HasSuffix(path, end) {
			return fasthttp.RequestConfig{MaxRequestBodySize: maxBody}
		}
	}
	return fasthttp.RequestConfig{MaxRequestBodySize: maxJSON}
}

// refuse notes that the body of the request on a connection is not read.
func refuse(c *fiber.Ctx) {
	if g, ok := c.Context().Conn().(*guest); ok {
		g.refused.Store(true)
	}
}
