from standing_operator.cli import main

main()
