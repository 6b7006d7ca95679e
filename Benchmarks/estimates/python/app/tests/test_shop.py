import shop


def test_app():
    assert shop.app.name == "shop"
