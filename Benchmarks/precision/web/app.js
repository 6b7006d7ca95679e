document.title = "shop";
//# sourceMappingURL=app.js.map
